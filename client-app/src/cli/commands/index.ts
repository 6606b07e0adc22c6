import type { CommandSpec } from '../command';
import { ask, cancel, close } from './asks';
import { audit, exportAudit } from './audit';
import { resubmit, revise, submitCommand, voidCommand } from './claims';
import { block, onboard, unblock } from './companies';
import { closeCredit, openCredit } from './credits';
import { abandon, contest, disburse, fail, payout, recourse, register, receipt, release } from './deals';
import { programConsent } from './consent';
import { keyApprove, keyList, keyNew, keyPropose, keyRevoke, keyShow } from './keys';
import { list } from './lists';
import { demo } from './demo';
import { importFiles } from './importFiles';
import { see, statement, trace, work } from './looking';
import { init, users } from './network';
import { deployNotary, makeKey, notaryStatusCommand, registerNotaryCommand, runNotary } from './notary';
import { limit, offer, offers, take } from './offers';
import { accept, expire, pay, reject, withdraw } from './payments';
import { clock, createProgramCommand } from './programs';
import { pins, proof, verify } from './proofs';
import { approve, propose, refuse } from './proposals';
import { rebuild } from './rebuild';
import { agree, reduce } from './reductions';
import { redeem, refund, settle } from './settlement';
import { start } from './start';
import { check, confirm, cure, overdue, returnCommand } from './title';
import { assign, merge, split } from './tokens';

/** Every command, in the order in which the help lists them under their headings. */
export const COMMANDS: readonly CommandSpec[] = [
  start,
  demo,
  init,
  rebuild,
  makeKey,
  deployNotary,
  registerNotaryCommand,
  runNotary,
  notaryStatusCommand,
  createProgramCommand,
  clock,
  onboard,
  users,
  block,
  unblock,
  propose,
  approve,
  refuse,
  keyNew,
  keyShow,
  keyPropose,
  keyApprove,
  keyRevoke,
  keyList,
  programConsent,
  importFiles,
  submitCommand,
  check,
  confirm,
  returnCommand,
  revise,
  resubmit,
  voidCommand,
  reduce,
  agree,
  openCredit,
  closeCredit,
  pay,
  accept,
  reject,
  withdraw,
  expire,
  split,
  merge,
  assign,
  ask,
  offers,
  take,
  close,
  cancel,
  receipt,
  contest,
  limit,
  offer,
  register,
  payout,
  disburse,
  release,
  recourse,
  fail,
  abandon,
  settle,
  redeem,
  refund,
  overdue,
  cure,
  work,
  list,
  statement,
  trace,
  see,
  audit,
  proof,
  verify,
  pins,
  exportAudit,
];
