// CK25 de-particle: 的 where 得 or 地 belongs.
import type { Check } from './check';
import { patternHits } from './patternHits';

export const deParticle: Check = (checked) =>
  patternHits(checked, /[抓做戴]的不|更好的(?:加强|做到|推动|服务|维护|宣传)/g, (found) => {
    const mended = found.replace('的', found.endsWith('不') ? '得' : '地');
    return { zh: `“${found}”改为“${mended}”。`, en: `“${found}” should be “${mended}”.` };
  });
