// Short ways to parse rows written in a test.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "server/import/import_batch.h"

namespace setara {

inline ParsedBatch ParseCsv(ImportKind kind, std::string_view mapping, std::string_view header,
                            std::string_view rows) {
  const absl::StatusOr<const Mapping*> found = FindMapping(kind, mapping);
  EXPECT_TRUE(found.ok()) << found.status();
  if (!found.ok()) return {};
  absl::StatusOr<ParsedBatch> batch =
      ParseBatch({**found, ImportFormat::kCsv, header, rows, 2, std::nullopt});
  EXPECT_TRUE(batch.ok()) << batch.status();
  return batch.ok() ? *std::move(batch) : ParsedBatch();
}

inline ParsedBatch ParseJson(ImportKind kind, std::string_view rows) {
  absl::StatusOr<ParsedBatch> batch =
      ParseBatch({NativeMapping(kind), ImportFormat::kJsonl, "", rows, 1, std::nullopt});
  EXPECT_TRUE(batch.ok()) << batch.status();
  return batch.ok() ? *std::move(batch) : ParsedBatch();
}

}  // namespace setara
