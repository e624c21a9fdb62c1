import { isAbort } from '$lib/core/errors.ts';
import { Scope } from '$lib/core/scope.ts';
import type { ProofId, ProofPorts } from '$lib/services/health/prove.ts';
import { reachFromWorker } from '$lib/workers/proof/client.ts';

/** Ways out of a page, tried for real. Each resolves true where something answered. */

const patienceMs = 5000;
/** The report of a violation is a task of its own, which may come after the failure. */
const reportMs = 50;

const byFetch = async (address: string, signal: AbortSignal): Promise<boolean> => {
  try {
    await fetch(address, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal });
    return true;
  } catch (error) {
    if (isAbort(error)) throw error;
    return false;
  }
};

/** An element tells its end by an event; one that a policy refuses may tell nothing at all. */
const byElement = (element: HTMLImageElement | HTMLScriptElement, address: string, scope: Scope): Promise<boolean> =>
  new Promise((resolve) => {
    scope.listen(element, 'load', () => resolve(true));
    scope.listen(element, 'error', () => resolve(false));
    scope.timeout(() => resolve(false), patienceMs);
    scope.own(() => element.remove());
    element.src = address;
    if (element instanceof HTMLScriptElement) document.head.append(element);
  });

const fromPage = async (id: ProofId, address: string, signal: AbortSignal) => {
  const scope = new Scope();
  const refused: string[] = [];
  scope.listen(signal, 'abort', () => scope.dispose());
  scope.listen(document, 'securitypolicyviolation', (event) =>
    refused.push((event as SecurityPolicyViolationEvent).blockedURI),
  );
  const elementOf = () => document.createElement(id === 'image' ? 'img' : 'script');
  try {
    const isReached = await (id === 'fetch' ? byFetch(address, signal) : byElement(elementOf(), address, scope));
    await new Promise<void>((resolve) => void scope.timeout(resolve, reportMs));
    return { isReached, refused };
  } finally {
    scope.dispose();
  }
};

export const proofPorts: ProofPorts = {
  attempt: (id, address, signal) =>
    id === 'worker' ? reachFromWorker(address, signal) : fromPage(id, address, signal),
};
