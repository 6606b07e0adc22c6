import type { Endorsement, FaultCode, FaultDetails } from '@tierline/chaincode/api';

/** One thing that the conformance contract does; a script is a list of them, and each answers one result. */
export type Step =
  | { readonly do: 'get' | 'delete' | 'getPolicy'; readonly key: string }
  | { readonly do: 'put'; readonly key: string; readonly value: string }
  | { readonly do: 'setPolicy'; readonly key: string; readonly rule: Endorsement }
  | { readonly do: 'setPolicyBytes'; readonly key: string; readonly hex: string }
  | { readonly do: 'range'; readonly start: string; readonly end: string }
  | { readonly do: 'firstOf'; readonly start: string; readonly end: string; readonly count: number }
  | { readonly do: 'page'; readonly start: string; readonly end: string; readonly size: number; readonly bookmark: string }
  | { readonly do: 'composite'; readonly type: string; readonly parts: readonly string[] }
  | { readonly do: 'putComposite'; readonly type: string; readonly parts: readonly string[]; readonly value: string }
  | PrivateStep
  | { readonly do: 'event'; readonly name: string; readonly payload: string }
  | { readonly do: 'refuse'; readonly code: FaultCode; readonly details: FaultDetails }
  | { readonly do: 'fail'; readonly text: string }
  | { readonly do: 'caller' | 'transient' | 'random' | 'nodeClock' | 'timestamp' | 'history' | 'richQuery' | 'otherChaincode' };

/** A step in a collection. */
export type PrivateStep =
  | {
      readonly do: 'getPrivate' | 'getHash' | 'deletePrivate' | 'purge' | 'getPrivatePolicy';
      readonly collection: string;
      readonly key: string;
    }
  | { readonly do: 'putPrivate'; readonly collection: string; readonly key: string; readonly value: string }
  | { readonly do: 'setPrivatePolicy'; readonly collection: string; readonly key: string; readonly rule: Endorsement }
  | { readonly do: 'privateRange'; readonly collection: string; readonly start: string; readonly end: string };

export const put = (key: string, value: string): Step => ({ do: 'put', key, value });
export const get = (key: string): Step => ({ do: 'get', key });
export const remove = (key: string): Step => ({ do: 'delete', key });
export const range = (start: string, end: string): Step => ({ do: 'range', start, end });
export const setPolicy = (key: string, rule: Endorsement): Step => ({ do: 'setPolicy', key, rule });
export const putPrivate = (collection: string, key: string, value: string): Step => ({ do: 'putPrivate', collection, key, value });
export const getPrivate = (collection: string, key: string): Step => ({ do: 'getPrivate', collection, key });
export const getHash = (collection: string, key: string): Step => ({ do: 'getHash', collection, key });
export const privateRange = (collection: string, start: string, end: string): Step => ({ do: 'privateRange', collection, start, end });

/** The transaction that runs a script. */
export const RUN = 'Conformance:run';
/** The transaction that splits a token in two, refusing one that is split: `{token}`. */
export const SPLIT = 'Conformance:split';
