// The product's version, as health and OpenAPI say it.
import manifest from '../package.json';

export const VERSION: string = manifest.version;
