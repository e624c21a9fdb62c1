import { relayLogs } from '$lib/core/log.ts';
import { expose } from '../rpc.ts';
import { Detector } from './inside/detector.ts';

relayLogs();
expose(new Detector());
