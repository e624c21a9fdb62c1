import type { RenderApi } from './api.ts';
import { encodeOpus } from './inside/encode-opus.ts';
import { writePicture } from './inside/picture.ts';
import { spliceSound } from './inside/splice-sound.ts';

export const engine: RenderApi = { spliceSound, encodeOpus, writePicture };
