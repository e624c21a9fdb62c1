import { expose } from '../rpc.ts';
import { WhisperEngine } from './engine.ts';

expose(new WhisperEngine());
