// Distances on the ground, in integers only, so that every machine computes the same metre.
// Pure; thread-safe.
#pragma once

#include <cstdint>

namespace setara {

// Distance in metres between two points given in micro-degrees (WGS 84; north and east positive).
// Latitudes must lie in [-90'000'000, 90'000'000], longitudes in [-180'000'000, 180'000'000];
// nothing is done about the date line.
//
// An equirectangular projection on a sphere of radius 6,371,008.8 m at the mean latitude. Between
// points of Indonesia (11 S to 6 N, 95 E to 141 E) the result differs from the great circle by
// at most 0.01 % + 2 m up to 300 km, 0.05 % + 2 m up to 1,000 km, and 0.5 % over the whole
// country: far below what indicative region points are worth.
int64_t DistanceMetres(int32_t lat1, int32_t lng1, int32_t lat2, int32_t lng2);

}  // namespace setara
