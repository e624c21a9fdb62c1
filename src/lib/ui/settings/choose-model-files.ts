/** Asks for the files of a model, or for a whole folder; an empty list when nothing was chosen. Call it from a click. */
export const chooseModelFiles = (isFolder: boolean): Promise<File[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, hidden: true, webkitdirectory: isFolder });
    const end = () => {
      resolve([...(input.files ?? [])]);
      input.remove();
    };
    input.addEventListener('change', end, { once: true });
    input.addEventListener('cancel', end, { once: true });
    document.body.append(input);
    input.click();
  });
