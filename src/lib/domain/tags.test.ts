import { describe, expect, it } from 'vitest';
import { parseTags, tidyTags } from './tags.ts';

describe('tags', () => {
  it('are parted at commas and lines, tidied, and none stands twice', () => {
    expect(parseTags(' press,  Town   hall\nPress , café, Cafe,, ')).toEqual(['press', 'Town hall', 'café']);
  });

  it('are cut where they are too long', () => {
    expect(tidyTags(['x'.repeat(100)])[0]).toHaveLength(60);
  });
});
