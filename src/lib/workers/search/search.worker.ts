import { expose } from '../rpc.ts';
import { createSearchEngine } from './engine.ts';

expose(createSearchEngine());
