/** The kit: small, typed, on tokens; the only place that knows bits-ui. */
export { default as Badge } from './Badge.svelte';
export { default as Button } from './Button.svelte';
export { default as ConfirmDialog } from './ConfirmDialog.svelte';
export { default as Dialog } from './Dialog.svelte';
export { default as EmptyState } from './EmptyState.svelte';
export { default as FormRow } from './FormRow.svelte';
export { default as IconButton } from './IconButton.svelte';
export { default as Kbd } from './Kbd.svelte';
export { default as Menu, type MenuItem } from './Menu.svelte';
export { default as Panel } from './Panel.svelte';
export { default as Progress } from './Progress.svelte';
export { default as ProgressRing } from './ProgressRing.svelte';
export { default as Select } from './Select.svelte';
export { default as Slider } from './Slider.svelte';
export { default as Switch } from './Switch.svelte';
export { default as TextField } from './TextField.svelte';
export { tooltip } from './tooltip.ts';
export type { Icon } from './icon.ts';
