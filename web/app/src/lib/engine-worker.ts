import '@knotwork/engine/worker';
