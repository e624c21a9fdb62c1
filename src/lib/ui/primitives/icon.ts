import type { Component } from 'svelte';

/** A Lucide icon, or anything drawn like one. */
export type Icon = Component<{ size?: number | string; strokeWidth?: number | string; 'aria-hidden'?: 'true' }>;
