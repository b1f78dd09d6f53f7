// How much one upload may be; the parts of an archive have their own bounds in zip.ts and docxPackage.ts.

/** Largest body of an upload, bytes. */
export const UPLOAD_LIMIT = 10 * 1024 * 1024;

/** Longest text taken from an upload, UTF-16 code units: some thousand pages. */
export const UPLOAD_CHARACTERS = 2_000_000;
