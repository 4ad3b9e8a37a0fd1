/** The models in memory: loaded on demand, shared by leases, closed after the last lease. */
package io.pawstream.processor.models;
