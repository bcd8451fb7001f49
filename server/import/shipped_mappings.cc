#include <absl/status/status.h>

#include <cstdio>
#include <cstdlib>

#include "embedded/mapping_buku_kasus.h"
#include "embedded/mapping_employers_maganghub_2025.h"
#include "embedded/mapping_glints_2024.h"
#include "embedded/mapping_glints_2025_09.h"
#include "embedded/mapping_jobstreet_2022.h"
#include "embedded/mapping_jobstreet_2024_03_detail.h"
#include "embedded/mapping_jobstreet_2024_03_prep.h"
#include "embedded/mapping_jobstreet_2024_04_25.h"
#include "embedded/mapping_jobstreet_2024_04_29_frontend.h"
#include "embedded/mapping_jobstreet_2025_09.h"
#include "embedded/mapping_lokerid_2025_09.h"
#include "embedded/mapping_maganghub_2025_listing.h"
#include "embedded/mapping_maganghub_2025b3_posisi.h"
#include "embedded/mapping_maganghub_2026_listing.h"
#include "server/import/mapping.h"

namespace setara {
namespace {

struct File {
  const char* name;
  std::string_view (*text)();
};

constexpr File kFiles[] = {
    {"buku_kasus.json", embedded::mapping_buku_kasus},
    {"employers_maganghub_2025.json", embedded::mapping_employers_maganghub_2025},
    {"glints_2024.json", embedded::mapping_glints_2024},
    {"glints_2025_09.json", embedded::mapping_glints_2025_09},
    {"jobstreet_2022.json", embedded::mapping_jobstreet_2022},
    {"jobstreet_2024_03_detail.json", embedded::mapping_jobstreet_2024_03_detail},
    {"jobstreet_2024_03_prep.json", embedded::mapping_jobstreet_2024_03_prep},
    {"jobstreet_2024_04_25.json", embedded::mapping_jobstreet_2024_04_25},
    {"jobstreet_2024_04_29_frontend.json", embedded::mapping_jobstreet_2024_04_29_frontend},
    {"jobstreet_2025_09.json", embedded::mapping_jobstreet_2025_09},
    {"lokerid_2025_09.json", embedded::mapping_lokerid_2025_09},
    {"maganghub_2025_listing.json", embedded::mapping_maganghub_2025_listing},
    {"maganghub_2025b3_posisi.json", embedded::mapping_maganghub_2025b3_posisi},
    {"maganghub_2026_listing.json", embedded::mapping_maganghub_2026_listing},
};

// A shipped file cannot be wrong at run time without the build being wrong; a test loads each.
Mapping Load(const File& file) {
  absl::StatusOr<Mapping> mapping = ParseMapping(file.name, file.text());
  if (!mapping.ok()) {
    std::fprintf(stderr, "%s\n", std::string(mapping.status().message()).c_str());
    std::abort();
  }
  return *std::move(mapping);
}

}  // namespace

std::span<const Mapping> ShippedMappings() {
  static const std::vector<Mapping> kMappings = [] {
    std::vector<Mapping> all;
    for (const File& file : kFiles) all.push_back(Load(file));
    for (const ImportKind kind : {ImportKind::kOpening, ImportKind::kSeeker, ImportKind::kEmployer,
                                  ImportKind::kHeadcount, ImportKind::kWorker, ImportKind::kCase}) {
      all.push_back(NativeMapping(kind));
    }
    return all;
  }();
  return kMappings;
}

}  // namespace setara
