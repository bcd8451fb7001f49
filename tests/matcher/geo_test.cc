#include "matcher/domain/geo.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

namespace setara {
namespace {

double Haversine(double lat1, double lng1, double lat2, double lng2) {
  constexpr double kDegree = 3.14159265358979323846 / 180;
  const double north = std::sin((lat2 - lat1) * kDegree / 2);
  const double east = std::sin((lng2 - lng1) * kDegree / 2);
  const double h =
      north * north + std::cos(lat1 * kDegree) * std::cos(lat2 * kDegree) * east * east;
  return 2 * 6371008.8 * std::asin(std::sqrt(h));
}

TEST(GeoTest, KnownDistances) {
  EXPECT_EQ(DistanceMetres(-6200000, 106800000, -6200000, 106800000), 0);
  EXPECT_NEAR(DistanceMetres(0, 106000000, 0, 107000000), 111195, 1);
  EXPECT_NEAR(DistanceMetres(-7000000, 110000000, -8000000, 110000000), 111195, 1);
  // Monas to Borobudur.
  EXPECT_NEAR(DistanceMetres(-6175392, 106827153, -7607874, 110203751), 405000, 2000);
}

TEST(GeoTest, IsSymmetric) {
  EXPECT_EQ(DistanceMetres(-6175392, 106827153, -2533000, 140717000),
            DistanceMetres(-2533000, 140717000, -6175392, 106827153));
}

TEST(GeoTest, StaysWithinTheStatedErrorOfTheGreatCircle) {
  std::mt19937 random(20261121);
  std::uniform_int_distribution<int32_t> lat(-11000000, 6000000);
  std::uniform_int_distribution<int32_t> lng(95000000, 141000000);
  std::uniform_int_distribution<int32_t> step(-2000000, 2000000);
  for (int i = 0; i < 100000; ++i) {
    const int32_t lat1 = lat(random);
    const int32_t lng1 = lng(random);
    const bool near = i % 2 == 0;
    const int32_t lat2 = near ? std::clamp(lat1 + step(random), -11000000, 6000000) : lat(random);
    const int32_t lng2 = near ? lng1 + step(random) : lng(random);
    const double truth = Haversine(lat1 / 1e6, lng1 / 1e6, lat2 / 1e6, lng2 / 1e6);
    const double share = truth <= 300e3 ? 0.0001 : truth <= 1000e3 ? 0.0005 : 0.005;
    const auto metres = static_cast<double>(DistanceMetres(lat1, lng1, lat2, lng2));
    ASSERT_NEAR(metres, truth, truth * share + 2)
        << lat1 << " " << lng1 << " " << lat2 << " " << lng2;
  }
}

}  // namespace
}  // namespace setara
