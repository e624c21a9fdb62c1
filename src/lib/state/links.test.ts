import { expect, it } from 'vitest';
import { parseLink } from './links.ts';

it.each([
  [' https://example.org/a.mp3 ', 'https://example.org/a.mp3'],
  ['example.org/a.mp3', 'https://example.org/a.mp3'],
  ['http://localhost:8080/a.wav', 'http://localhost:8080/a.wav'],
  ['localhost:8080/a.wav', 'https://localhost:8080/a.wav'],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
  ['data:audio/wav;base64,AA', null],
  ['two words.mp3', null],
  ['talk', null],
  ['', null],
])('%j is %j', (text, address) => {
  expect(parseLink(text)).toBe(address);
});
