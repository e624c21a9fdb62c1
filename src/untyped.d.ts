/** Parsers that tests compare with; they come without types. */
declare module 'webvtt-parser' {
  export class WebVTTParser {
    parse(
      text: string,
      mode: 'captions' | 'subtitles' | 'chapters' | 'metadata',
    ): { cues: { startTime: number; endTime: number; text: string }[]; errors: { message: string; line: number }[] };
  }
}

declare module 'papaparse' {
  const Papa: {
    parse<Row>(
      text: string,
      options: { delimiter?: string; quoteChar?: string; skipEmptyLines?: boolean },
    ): { data: Row[]; errors: unknown[] };
  };
  export default Papa;
}
