import type { CatalogueEntry } from '$lib/domain/model.ts';
import { timestampedWhisper } from './whisper.ts';

export const whisperBaseEn = {
  ...timestampedWhisper,
  id: 'whisper-base.en',
  repository: 'onnx-community/whisper-base.en_timestamped',
  label: 'Whisper base, English',
  languages: 'english',
  parametersMillion: 74,
} as const satisfies CatalogueEntry;
