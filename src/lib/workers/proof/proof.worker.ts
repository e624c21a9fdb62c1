import { expose } from '../rpc.ts';
import type { ProofApi } from './api.ts';
import { reach } from './engine.ts';

expose<ProofApi>({ reach });
