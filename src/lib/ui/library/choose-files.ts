import { acceptedMedia, acceptedTexts } from '$lib/domain/media.ts';

/** Asks the person for audio and video files, transcripts or a project; an empty list when nothing was chosen. Call it from a click or a key. */
export const chooseFiles = (): Promise<File[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, accept: `${acceptedMedia},${acceptedTexts}`, hidden: true });
    const end = () => {
      resolve([...(input.files ?? [])]);
      input.remove();
    };
    input.addEventListener('change', end, { once: true });
    input.addEventListener('cancel', end, { once: true });
    // Some browsers forget an input that is not in the page before the person has chosen.
    document.body.append(input);
    input.click();
  });
