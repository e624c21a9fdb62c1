import type { CatalogueEntry } from '$lib/domain/model.ts';
import { timestampedWhisper } from './whisper.ts';

export const whisperSmallEn = {
  ...timestampedWhisper,
  id: 'whisper-small.en',
  repository: 'onnx-community/whisper-small.en_timestamped',
  label: 'Whisper small, English',
  languages: 'english',
  parametersMillion: 244,
} as const satisfies CatalogueEntry;
