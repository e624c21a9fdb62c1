import { describe, expect, test } from 'vitest';
import { fileNameOf, parseAddress } from './address.ts';
import { sniffMedia } from './sniff.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('sniffMedia', () => {
  test.each([
    ['RIFF\0\0\0\0WAVEfmt ', 'audio/wav'],
    ['fLaC\0\0\0"', 'audio/flac'],
    ['OggS\0', 'audio/ogg'],
    ['ID3\x04', 'audio/mpeg'],
    ['\xff\xfb\x90\x64', 'audio/mpeg'],
    ['\xff\xf1\x50\x80', 'audio/aac'],
    ['\0\0\0\x20ftypM4A ', 'video/mp4'],
    ['\x1a\x45\xdf\xa3', 'video/x-matroska'],
    ['\x0b\x77\x8d', 'audio/ac3'],
    ['caff\0\x01', 'audio/x-caf'],
  ])('%j is %s', (head, mime) => expect(sniffMedia(bytes(head))).toBe(mime));

  test.each(['<!doctype html>', '{"error":"not found"}', '', 'GIF89a', '%PDF-1.7'])('%j is no media', (head) =>
    expect(sniffMedia(bytes(head))).toBeUndefined(),
  );
});

describe('addresses', () => {
  test('https anywhere, http on this device only, no password', () => {
    expect(parseAddress(' https://a.example/x.mp3 ')?.href).toBe('https://a.example/x.mp3');
    expect(parseAddress('http://127.0.0.1:8080/x.mp3')).toBeDefined();
    for (const bad of ['http://a.example/', 'ftp://a.example/', 'data:audio/wav,', 'https://a:b@c.example/', 'x']) {
      expect(parseAddress(bad)).toBeUndefined();
    }
  });

  test('a name cannot climb out of its folder', () => {
    expect(fileNameOf(new URL('https://a.example/b/..%2F..%2Fetc'))).toBe('....etc');
    expect(fileNameOf(new URL('https://a.example/b/caf%C3%A9.mp3?x=1'))).toBe('café.mp3');
    expect(fileNameOf(new URL('https://a.example/'))).toBe('a.example');
  });
});
