// The verifying program that goes into every package: one file of plain JavaScript without dependencies.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Made by the build beside the server; in development and tests, esbuild (which makes it there too) is asked. */
export async function verifierScript(): Promise<Uint8Array> {
  const built = fileURLToPath(new URL('./verify.mjs', import.meta.url));
  try {
    return new Uint8Array(await readFile(built));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { build } = await import('esbuild');
  const made = await build({
    entryPoints: [fileURLToPath(new URL('./verifierMain.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    write: false,
  });
  const [file] = made.outputFiles;
  if (!file) throw new Error('the verifier was not built');
  return file.contents;
}
