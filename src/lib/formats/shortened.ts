/** A line of at most so many characters, cut between words where it can be. */
export const shortened = (text: string, characters: number): string => {
  const all = [...text];
  if (all.length <= characters) return text;
  const cut = all.slice(0, characters - 1).join('');
  return `${cut.replace(/\s+\S*$/u, '') || cut}…`;
};
