// Saving a file from the server without leaving the page, so that a refusal is a sentence and not a page of JSON.

/** Fetches and offers the file under the server's name. The refusal's code, or null when it was handed to the browser. */
export async function download(address: string): Promise<string | null> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin', cache: 'no-store' });
  } catch {
    return 'unavailable'; // No answer at all: the network, not the server.
  }
  if (!response.ok) return codeOf(response);
  offer(await response.blob(), filenameOf(response.headers.get('content-disposition')));
  return null;
}

/** Hands bytes to the browser's downloads. */
export function offer(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the bytes once the click was handled; freeing them at once cancels the download in some.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The UTF-8 name of a Content-Disposition header (RFC 6266). */
export function filenameOf(header: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '')?.[1];
  if (!encoded) return 'review';
  try {
    return decodeURIComponent(encoded);
  } catch {
    return 'review'; // A name that is not percent-encoded UTF-8 is no name.
  }
}

/** The code of a refusal's body; `unavailable` for an answer that is none of ours. */
export async function codeOf(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { code?: unknown };
    return typeof problem.code === 'string' ? problem.code : 'unavailable';
  } catch {
    return 'unavailable'; // A proxy's page instead of our problem.
  }
}
