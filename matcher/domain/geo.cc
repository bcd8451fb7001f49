#include "matcher/domain/geo.h"

#include <array>
#include <cmath>
#include <cstdlib>

namespace setara {
namespace {

constexpr int64_t kMicro = 1'000'000;

// Metres in 1,000 degrees of a great circle: pi * 6,371,008.8 / 180 * 1,000.
constexpr int64_t kMetresPerKilodegree = 111'195'080;

// cos(0), cos(1), ... cos(90 degrees) in millionths, and one more entry so that 90 interpolates.
constexpr std::array<int32_t, 92> kCosine = {
    1000000, 999848, 999391, 998630, 997564, 996195, 994522, 992546, 990268, 987688, 984808, 981627,
    978148,  974370, 970296, 965926, 961262, 956305, 951057, 945519, 939693, 933580, 927184, 920505,
    913545,  906308, 898794, 891007, 882948, 874620, 866025, 857167, 848048, 838671, 829038, 819152,
    809017,  798636, 788011, 777146, 766044, 754710, 743145, 731354, 719340, 707107, 694658, 681998,
    669131,  656059, 642788, 629320, 615661, 601815, 587785, 573576, 559193, 544639, 529919, 515038,
    500000,  484810, 469472, 453990, 438371, 422618, 406737, 390731, 374607, 358368, 342020, 325568,
    309017,  292372, 275637, 258819, 241922, 224951, 207912, 190809, 173648, 156434, 139173, 121869,
    104528,  87156,  69756,  52336,  34899,  17452,  0,      0};

// Cosine in millionths of a latitude in micro-degrees, linear between whole degrees: at most 0.004
// % too small.
int64_t CosineMicro(int64_t latitude) {
  const int64_t magnitude = std::abs(latitude);
  const auto degree = static_cast<size_t>(magnitude / kMicro);
  const int64_t part = magnitude % kMicro;
  return (kCosine[degree] * (kMicro - part) + kCosine[degree + 1] * part) / kMicro;
}

// The largest r with r * r <= n. The machine's root is only where the search starts, so that the
// answer is exact everywhere: a scan takes one root per row, and dividing down to it costs 1 us.
int64_t IntegerRoot(int64_t n) {
  auto root = static_cast<int64_t>(std::sqrt(static_cast<double>(n)));
  while (root * root > n) --root;
  while ((root + 1) * (root + 1) <= n) ++root;
  return root;
}

// An arc in micro-degrees as metres.
int64_t ArcMetres(int64_t arc) { return arc * kMetresPerKilodegree / (1000 * kMicro); }

}  // namespace

int64_t DistanceMetres(int32_t lat1, int32_t lng1, int32_t lat2, int32_t lng2) {
  const int64_t north = int64_t{lat2} - lat1;
  const int64_t east = (int64_t{lng2} - lng1) * CosineMicro((int64_t{lat1} + lat2) / 2) / kMicro;
  const int64_t y = ArcMetres(north);
  const int64_t x = ArcMetres(east);
  return IntegerRoot(x * x + y * y);
}

}  // namespace setara
