import * as Comlink from 'comlink';
import { AppError, type ErrorCode, type ErrorDetail } from '$lib/core/errors.ts';
import { relayLogs } from '$lib/core/log.ts';

/**
 * The one file that knows Comlink. It teaches it what it cannot carry: signals and our errors.
 *
 * A signal crosses with a port of its own. The sending side closes that port once the call it belonged to has ended
 * (`WorkerHost` aborts a derived signal with the reason `callEnded`), so that none is left open.
 */
export const callEnded = Symbol('call ended');

Comlink.transferHandlers.set('abort-signal', {
  canHandle: (value): value is AbortSignal => value instanceof AbortSignal,
  serialize: (signal: AbortSignal) => {
    const { port1, port2 } = new MessageChannel();
    signal.addEventListener(
      'abort',
      () => {
        if (signal.reason !== callEnded) port1.postMessage('abort');
        port1.close();
      },
      { once: true },
    );
    return [{ aborted: signal.aborted, port: port2 }, [port2]];
  },
  deserialize: ({ aborted, port }: { aborted: boolean; port: MessagePort }) => {
    const controller = new AbortController();
    if (aborted) controller.abort();
    port.onmessage = () => controller.abort();
    return controller.signal;
  },
});

type Wire = { code?: ErrorCode; detail?: ErrorDetail; name: string; message: string; stack?: string | undefined };

const plainThrow = Comlink.transferHandlers.get('throw')!;

Comlink.transferHandlers.set('throw', {
  canHandle: (value): value is { value: unknown } => plainThrow.canHandle(value),
  serialize: ({ value }: { value: unknown }) => {
    const error = value instanceof Error || value instanceof DOMException ? value : new Error(String(value));
    const wire: Wire = { name: error.name, message: error.message, stack: error.stack };
    return [error instanceof AppError ? { ...wire, code: error.code, detail: error.detail } : wire, []];
  },
  deserialize: (wire: Wire): never => {
    if (wire.code) throw new AppError(wire.code, { message: wire.message, detail: wire.detail ?? {} });
    if (wire.name === 'AbortError') throw new DOMException(wire.message, 'AbortError');
    if (wire.name === 'QuotaExceededError') throw new AppError('storage/full', { message: wire.message });
    throw Object.assign(new Error(wire.message), { name: wire.name, stack: wire.stack });
  },
});

/** In the worker: answers calls with `api`, and lets the page see what the worker logs. */
export const expose = <T extends object>(api: T): void => {
  relayLogs();
  Comlink.expose(api);
};

/** On the page: the worker's api, each method a promise. */
export const connect = <T extends object>(endpoint: Comlink.Endpoint) => Comlink.wrap<T>(endpoint);

/** Lets the worker call back. */
export const callback = <T extends (...args: never[]) => void>(listener: T): T & Comlink.ProxyMarked =>
  Comlink.proxy(listener);

/** Moves these buffers with the value instead of copying them. */
export const transfer = <T>(value: T, transferables: Transferable[]): T => Comlink.transfer(value, transferables);

export type { Remote } from 'comlink';
