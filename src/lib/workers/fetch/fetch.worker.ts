import { expose } from '../rpc.ts';
import { createFetchEngine } from './engine.ts';

expose(createFetchEngine());
