export type {
  AnyGroupEntity,
  AnyIndicatorEntity,
  AssetEntity,
  AssetType,
  AttributeEntity,
  CustomIndicatorTypes,
  GroupEntity,
  GroupInput,
  GroupType,
  IndicatorEntity,
  IndicatorEntry as CustomIndicatorType,
  IndicatorInput,
  IndicatorType,
  MemberEntity,
  OwnerEntity,
  OwnerMetricEntity,
  SecurityLabelEntity,
  TagEntity,
  TaskEntity,
  TaskInput,
  VictimAssetEntity,
  VictimEntity,
  VictimInput,
} from '@tcex/model'
export type { Target } from './associations.ts'
export type { Batch } from './batch/batch.ts'
export type {
  BatchAssociation,
  BatchGroup,
  BatchIndicator,
  BatchItem,
  BatchJob,
  BatchOptions,
  BatchProgress,
  BatchReport,
  Journal,
  MergedRow,
  RefusedRow,
} from './batch/options.ts'
export { type Catalog, catalog, defineGroup, defineIndicator } from './catalog.ts'
export type { EntityInput, EntityResult } from './create-entity.ts'
export type { FlatEntity } from './entities.ts'
export type { Environment } from './environment.ts'
export * from './errors.ts'
export { Filters, type FilterValue } from './filters.ts'
export type { UniqueId } from './identity.ts'
export type { Item } from './item.ts'
export type { AllGroups, AllIndicators, GroupItem, IndicatorItem, Task, Victim } from './items.ts'
export type { Logger, LogLevel } from './log.ts'
export type { AttributeOptions, AttributeUpdate } from './metadata.ts'
export type { Fetch, FetchAnswer, FetchInit, RetryDelay, TcExOptions } from './options.ts'
export type { Owner } from './owner.ts'
export type { CallOptions, Including, PageOptions, ReadOptions } from './query.ts'
export { TiResponse } from './response.ts'
export type { SecurityLabel } from './security-label.ts'
export type { Tag } from './tag.ts'
export { TcEx } from './tcex.ts'
export type { ThreatIntelligence } from './threat-intelligence.ts'
export type { UploadOptions } from './traits/content.ts'
export type { Content } from './transport/payload.ts'
export type { GroupOptions, IndicatorOptions, ItemOptions } from './types.ts'
