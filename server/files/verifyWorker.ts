// The worker in which an uploaded package is judged: one package, one answer, then it ends. judgeUpload.ts bounds its time and memory.
import { parentPort, workerData } from 'node:worker_threads';
import { trustIn } from '../../domain/package/keys';
import { verifyPackage } from '../../domain/package/verify';
import { ed25519 } from './ed25519';
import { answered } from './inWorker';
import type { Uploaded } from './judgeUpload';
import { filesOfZip } from './packageFolder';

const { bytes, keys, witness } = workerData as Uploaded;
void answered(async () =>
  verifyPackage({ files: filesOfZip(bytes), ed25519, trust: await trustIn(keys, ed25519), witness }),
).then((answer) => parentPort?.postMessage(answer));
