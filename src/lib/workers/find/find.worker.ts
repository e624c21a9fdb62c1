import { expose } from '../rpc.ts';
import { engine } from './engine.ts';

expose(engine);
