import type { CatalogueEntry } from '$lib/domain/model.ts';
import { timestampedWhisper } from './whisper.ts';

export const whisperTinyEn = {
  ...timestampedWhisper,
  id: 'whisper-tiny.en',
  repository: 'onnx-community/whisper-tiny.en_timestamped',
  label: 'Whisper tiny, English',
  languages: 'english',
  parametersMillion: 39,
} as const satisfies CatalogueEntry;
