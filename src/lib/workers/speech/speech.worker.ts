import { relayLogs } from '$lib/core/log.ts';
import { expose } from '../rpc.ts';
import { WhisperEngine } from './engine.ts';

relayLogs();
expose(new WhisperEngine());
