import { appendFileSync } from 'node:fs';
import { doubts } from '../../domain/document/doubts';
import { blocksFromOutline } from '../../domain/document/fromOutline';
import { lineRoles } from '../../domain/document/lineRoles';
import { outlineOf } from '../../domain/document/outline';
import { recognise } from '../../domain/document/recognise';
import { builtinTemplates } from '../../domain/template/builtin';
import { misplaced } from './outlineShape';
(() => {
 for (const SIZE of [200000]) {
const filled = (piece: string) => piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);
const PART = '一、存在的问题\n';
const TEXTS: Record<string, string> = {
  '一是 without end': `${PART}${filled('一是')}`,
  '。一是 without end': `${PART}${filled('。一是')}`,
  '。二是 that is never next': `${PART}一是${filled('。九十九是')}`,
  'ordinals without end': `${PART}${filled('一二三四五六七八九十百千')}`,
  brackets: `${PART}${filled('（')}${filled('）')}`,
  'closing brackets behind a colon': `${PART}${filled('：））））')}：${filled('）')}`,
  'dimensions in one line': `${PART}${filled('（一）理论学习方面。')}`,
  'parts in one line': `${PART}${filled('一、')}`,
  'dimension lines': `${PART}${filled('（一）\n')}`,
  'part lines': filled('一、甲\n'),
  'points by the ten thousand': `${PART}${filled('1.甲\n')}`,
  hashes: filled('#'),
  'markers that open': filled('##a'),
  markers: `${PART}${filled('##a##')}`,
  'markers in markers': `${filled('##a#').slice(0, SIZE / 2)}${filled('#').slice(0, SIZE / 2)}`,
  'white space in the middle': `${PART}甲${filled(' ')}乙${filled('\u3000')}丙`,
  'line ends': filled('\r\n\n\r'),
  'full stops': `${PART}一是${filled('。')}`,
  'closing quotes': `${PART}一是。${filled('”')}`,
  'quotes around a name': `${PART}（一）${filled('“”')}`,
  'passwords behind dimensions': `${PART}${filled('（一）甲。密码：a\n')}`,
  'a Latin line': `${PART}${filled('a. ')}`,
  'half characters': `${PART}${filled('\ud800一是')}`,
};
  const t = builtinTemplates()[Number(process.argv[2])]!;
  for (const [name, text] of Object.entries(TEXTS)) {
    const times: number[] = []; let at = performance.now();
    appendFileSync('/tmp/h/zz.log', name + '\n'); const lap = () => { times.push(Math.round(performance.now() - at)); at = performance.now(); };
    const o = recognise(text, t); lap(); misplaced(o, text); lap(); const b = blocksFromOutline(o, text); lap(); lineRoles(o, text); lap(); try { doubts(o, text) } catch (e) { process.stdout.write(String(e)) }; lap(); outlineOf('t', b, t); lap();
    if (Math.max(...times) > 20) appendFileSync('/tmp/h/zz.log', `${SIZE} ${name} ${times}\n`);
  }
 }
})();
