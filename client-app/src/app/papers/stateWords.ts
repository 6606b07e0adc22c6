import type { Language } from '../../ports/documents';

/** The words of states and of kinds of document in Chinese; in English each is its own word. */
const CHINESE: Readonly<Record<string, string>> = {
  DRAFT: '草稿',
  SUBMITTED: '已提交',
  CHECKED: '已复核',
  CONFIRMED: '已确权',
  RETURNED: '已退回',
  VOID: '已作废',
  PART_PAID: '部分兑付',
  SETTLED: '已清分',
  DEFAULTED: '违约',
  WRITTEN_OFF: '已核销',
  CANCELLED: '已取消',
  ACTIVE: '有效',
  LOCKED: '占用',
  REDEEMED: '已兑付',
  OPEN: '进行中',
  ACCEPTED: '已接受',
  REJECTED: '已拒绝',
  WITHDRAWN: '已撤回',
  EXPIRED: '已失效',
  CLOSED: '已截止',
  REGISTERED: '已登记',
  PAYING: '放款中',
  COMPLETE: '已完成',
  REPAID: '已收回',
  RECOURSED: '已追索',
  FAILED: '已失败',
  WAITING: '待确认',
  CONTESTED: '有异议',
  SUSPENDED: '暂停',
  BLOCKED: '冻结',
  ORDER: '订单',
  CONTRACT: '合同',
  INVOICE: '发票',
  DELIVERY: '交货单',
  'CREDIT-NOTE': '红字发票',
  DUE_LATER_THAN_90: '90天后到期',
  DUE_IN_61_90: '61-90天到期',
  DUE_IN_31_60: '31-60天到期',
  DUE_IN_1_30: '1-30天到期',
  DUE_TODAY: '今日到期',
  LATE_1_30: '逾期1-30天',
  LATE_31_60: '逾期31-60天',
  LATE_61_90: '逾期61-90天',
  LATE_OVER_90: '逾期90天以上',
};

/** A state in the reader's language: `PART_PAID` is `part paid`. */
export function stateWord(state: string, language: Language): string {
  return language === 'zh' ? (CHINESE[state] ?? state) : state.replaceAll('_', ' ').toLowerCase();
}
