/** Header, navigation, banners, toasts and the words every area shares. */
export const shell = {
  appName: 'EchoFlow',
  close: 'Close',
  cancel: 'Cancel',
  undo: 'Undo',
  retry: 'Try again',
};
