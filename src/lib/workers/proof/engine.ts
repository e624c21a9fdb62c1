import { isAbort } from '$lib/core/errors.ts';
import type { ProofApi } from './api.ts';

/** A worker takes its policy from its own response, as those that hold sound and text do: it must be as closed. */
export const reach: ProofApi['reach'] = async (address, signal) => {
  const refused: string[] = [];
  const note = (event: Event) => void refused.push((event as SecurityPolicyViolationEvent).blockedURI);
  self.addEventListener('securitypolicyviolation', note);
  try {
    await fetch(address, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal });
    return { isReached: true, refused };
  } catch (error) {
    if (isAbort(error)) throw error;
    // The report of a violation is a task of its own, which may come after the failure.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { isReached: false, refused };
  } finally {
    self.removeEventListener('securitypolicyviolation', note);
  }
};
