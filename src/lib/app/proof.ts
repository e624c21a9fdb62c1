import { isAbort } from '$lib/core/errors.ts';
import { Scope } from '$lib/core/scope.ts';
import type { ProofId, ProofPorts } from '$lib/services/health/prove.ts';

/** Ways out of a page, tried for real. Each resolves true where something answered. */

const patienceMs = 5000;

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
const byElement = (element: HTMLImageElement | HTMLIFrameElement, address: string, scope: Scope): Promise<boolean> =>
  new Promise((resolve) => {
    const isFrame = element instanceof HTMLIFrameElement;
    // A refused frame loads an empty error page and tells `load` as well: only the report of the policy counts there.
    scope.listen(element, 'load', () => resolve(!isFrame));
    scope.listen(element, 'error', () => resolve(false));
    scope.timeout(() => resolve(false), patienceMs);
    scope.own(() => element.remove());
    element.hidden = isFrame;
    element.src = address;
    if (isFrame) document.body.append(element);
  });

const byElementOf = async (id: ProofId, address: string, scope: Scope): Promise<boolean> =>
  byElement(document.createElement(id === 'image' ? 'img' : 'iframe'), address, scope);

/** The report of a violation is a task of its own, which may come after the failure. */
const reportMs = 50;

const attempt = async (id: ProofId, address: string, signal: AbortSignal): Promise<boolean> => {
  const scope = new Scope();
  scope.listen(signal, 'abort', () => scope.dispose());
  try {
    const isReached = await (id === 'fetch' ? byFetch(address, signal) : byElementOf(id, address, scope));
    await new Promise<void>((resolve) => void scope.timeout(resolve, reportMs));
    return isReached;
  } finally {
    scope.dispose();
  }
};

export const proofPorts: ProofPorts = {
  attempt,
  watchViolations: (onViolation) => {
    const scope = new Scope();
    scope.listen(document, 'securitypolicyviolation', (event) =>
      onViolation((event as SecurityPolicyViolationEvent).blockedURI),
    );
    return { unsubscribe: () => scope.dispose() };
  },
};
