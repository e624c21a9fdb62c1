import type { Scope } from '$lib/core/scope.ts';
import type { Settings } from '$lib/domain/settings.ts';
import type { Effort } from '$lib/workers/speech/effort.ts';

/** What of the Battery Status API is asked here; few browsers have it, and the type library does not know it. */
type Battery = EventTarget & { charging: boolean };
type BatteryNavigator = Navigator & { getBattery?(): Promise<Battery> };

/** Where the device stands, as far as the browser tells. */
export type DeviceState = { isOnBattery: boolean; isHidden: boolean };

/** How hard recognition may work now: as it was set, or quietly where the person likes the device spared. */
export const effortFor = (
  { performance, quietOnBattery, quietWhenHidden }: Settings['transcription'],
  { isOnBattery, isHidden }: DeviceState,
): Effort => ((quietOnBattery && isOnBattery) || (quietWhenHidden && isHidden) ? 'quiet' : performance);

/** Follows the battery and the page's visibility for as long as `scope` lives. */
export const watchDevice = (scope: Scope): (() => DeviceState) => {
  let battery: Battery | undefined;
  const { getBattery } = navigator as BatteryNavigator;
  void getBattery?.call(navigator).then(
    (found) => {
      if (!scope.isDisposed) battery = found;
    },
    () => {},
  );
  return () => ({ isOnBattery: battery?.charging === false, isHidden: document.hidden });
};
