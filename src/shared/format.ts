export * from '../core/format';
