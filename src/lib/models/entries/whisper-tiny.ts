import type { CatalogueEntry } from '$lib/domain/model.ts';
import { timestampedWhisper } from './whisper.ts';

export const whisperTiny = {
  ...timestampedWhisper,
  id: 'whisper-tiny',
  repository: 'onnx-community/whisper-tiny_timestamped',
  label: 'Whisper tiny',
  languages: 'multilingual',
  parametersMillion: 39,
} as const satisfies CatalogueEntry;
