// All icons as symbols, once a page, so that a script policy or a slow disk never leaves a button without its sign.
import { FILLED, ICONS } from './icons';

const LINE = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.5,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

export function Sprite() {
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true">
      <defs>
        {Object.entries(ICONS).map(([name, d]) => (
          <symbol key={name} id={`i-${name}`} viewBox="0 0 20 20">
            <path d={d} {...(FILLED.includes(name) ? { fill: 'currentColor' } : LINE)} />
          </symbol>
        ))}
      </defs>
    </svg>
  );
}
