import { relayLogs } from '$lib/core/log.ts';
import { expose } from '../rpc.ts';
import { WorkerSpeechEngine } from './engine.ts';

relayLogs();
expose(new WorkerSpeechEngine());
