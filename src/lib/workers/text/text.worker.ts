import { expose } from '../rpc.ts';
import { createTextEngine } from './engine.ts';

expose(createTextEngine());
