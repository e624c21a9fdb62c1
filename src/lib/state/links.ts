/** The address of a file as somebody typed or pasted it, or null: only http and https, `https://` may be left out. */
export const parseLink = (text: string): string | null => {
  const trimmed = text.trim();
  if (trimmed === '' || /\s/.test(trimmed)) return null;
  const address =
    /^[a-z][a-z\d+.-]*:/i.test(trimmed) && !/^[\w.-]+:\d+(\/|$)/.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  const isHost = hostname.includes('.') || hostname === 'localhost' || hostname.startsWith('[');
  return (protocol === 'https:' || protocol === 'http:') && isHost ? address : null;
};
