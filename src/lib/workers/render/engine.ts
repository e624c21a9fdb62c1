import { withPulse } from '../pulse.ts';
import type { RenderApi } from './api.ts';
import { encodeOpus } from './inside/encode-opus.ts';
import { writePicture } from './inside/picture.ts';
import { spliceSound, spliceWithCore } from './inside/splice-sound.ts';

type Call<Request, Result> = (
  request: Request,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
) => Promise<Result>;

/** Tells how far it is each second, also where it is no farther: who hears nothing may take it for hung. */
const pulsed =
  <Request, Result>(call: Call<Request, Result>): Call<Request, Result> =>
  (request, onProgress, signal) => {
    let last = 0;
    const tell = (fraction: number) => onProgress((last = fraction));
    return withPulse(
      () => onProgress(last),
      () => call(request, tell, signal),
    );
  };

export const engine: RenderApi = {
  spliceSound: pulsed(spliceSound),
  spliceWithCore,
  encodeOpus: pulsed(encodeOpus),
  writePicture: pulsed(writePicture),
};
