import { expose } from '../rpc.ts';
import { createStorageEngine } from './engine.ts';

expose(createStorageEngine());
