// Ed25519 in a browser: its own cryptography where it has it, else a library (plain-http intranets, older browsers).
import type { Ed25519 } from '../../domain/package/verify';

export const ed25519: Ed25519 = async (key, message, signature) => {
  const own = await byBrowser(key, message, signature);
  if (own !== null) return own;
  const { ed25519: library } = await import('@noble/curves/ed25519.js');
  return library.verify(signature, message, key, { zip215: false });
};

/** Null when this browser cannot say. */
async function byBrowser(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean | null> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return null;
  try {
    const imported = await subtle.importKey('raw', Uint8Array.from(key), 'Ed25519', false, ['verify']);
    return await subtle.verify('Ed25519', imported, Uint8Array.from(signature), Uint8Array.from(message));
  } catch (error) {
    if (error instanceof DOMException) return null; // NotSupportedError, or a key that it cannot read: the library judges
    throw error;
  }
}
