// Every #include of the sources against the order of the parts: domain <- vocabulary, reference <-
// matcher <- index, casework; domain <- store, quota, import (mutually unaware); only server/rpc
// and the programs in server/ see everything; clients see the contract alone. Foreign libraries
// stop at the part that owns them, and the pure parts know neither files nor libraries.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Names = std::vector<std::string_view>;

// A folder (and what lies below, unless listed itself) and the parts of ours that it may include.
// "folder/stem." is one source file pair that belongs elsewhere than its neighbours.
struct Layer {
  std::string_view folder;
  Names may_include;  // beside itself
  bool pure = false;  // nothing foreign but absl status, no files, no streams
};

const std::vector<Layer>& Layers() {
  static const std::vector<Layer> kLayers = {
      {.folder = "matcher/domain", .may_include = {}, .pure = true},
      {.folder = "matcher/vocabulary", .may_include = {"matcher/domain"}, .pure = true},
      {.folder = "matcher/reference", .may_include = {"matcher/domain"}, .pure = true},
      {.folder = "matcher/screening",
       .may_include = {"matcher/domain", "matcher/screening/pattern."},
       .pure = true},
      // Where RE2 stops.
      {.folder = "matcher/screening/pattern.", .may_include = {}},
      {.folder = "matcher",
       .may_include = {"matcher/domain", "matcher/vocabulary", "matcher/reference"},
       .pure = true},
      {.folder = "index",
       .may_include = {"matcher", "matcher/domain", "matcher/vocabulary", "matcher/reference"}},
      {.folder = "server/keys", .may_include = {"matcher/domain"}},
      {.folder = "server/store", .may_include = {"matcher/domain", "server/keys"}},
      {.folder = "server/quota", .may_include = {"matcher/domain"}, .pure = true},
      // Derives the store's interval table by the rules.
      {.folder = "server/quota_table",
       .may_include = {"matcher/domain", "server/quota", "server/store"}},
      {.folder = "server/document", .may_include = {"matcher/domain"}, .pure = true},
      {.folder = "server/notices",
       .may_include = {"matcher/domain", "server/document", "server/quota"},
       .pure = true},
      {.folder = "server/evidence",
       .may_include = {"matcher/domain", "server/document", "server/notices", "server/quota"}},
      {.folder = "server/pdf",
       .may_include = {"matcher/domain", "server/document", "server/pdf/page_writer.",
                       "server/pdf/finish."}},
      // Where Cairo, Pango and fontconfig stop, and qpdf.
      {.folder = "server/pdf/page_writer.", .may_include = {"matcher/domain", "server/document"}},
      {.folder = "server/pdf/finish.", .may_include = {}},
      {.folder = "server/placement", .may_include = {"matcher/domain"}, .pure = true},
      // The gap analysis is matching; zones are those of the regions.
      {.folder = "server/casework",
       .may_include = {"matcher/domain", "matcher", "matcher/vocabulary", "matcher/reference"},
       .pure = true},
      {.folder = "server/case_summary",
       .may_include = {"matcher/domain", "matcher/vocabulary", "server/casework",
                       "server/document"},
       .pure = true},
      // Derives what the store keeps beside the logs of cases by the rules.
      {.folder = "server/case_ledger",
       .may_include = {"matcher/domain", "server/casework", "server/store"}},
      {.folder = "server/rights", .may_include = {"matcher/domain"}, .pure = true},
      {.folder = "server/access", .may_include = {"matcher/domain"}},
      {.folder = "server/identity",
       .may_include = {"matcher/domain", "server/access", "server/keys", "server/store"}},
      {.folder = "server/audit", .may_include = {"matcher/domain", "server/store"}},
      {.folder = "server/import",
       .may_include = {"matcher/domain", "matcher/vocabulary", "matcher/reference"}},
      // One target with server/ops.
      {.folder = "server/indexer.",
       .may_include = {"matcher", "matcher/domain", "index", "server/store", "server/ops"}},
      {.folder = "server/ops",
       .may_include = {"matcher", "matcher/domain", "matcher/vocabulary", "matcher/reference",
                       "index", "matcher/screening", "server/audit", "server/keys",
                       "server/quota_table", "server/store", "server/indexer."}},
      {.folder = "server/rpc", .may_include = {"*"}},
      {.folder = "server/http",
       .may_include = {"matcher/domain", "server/access", "server/rpc", "server/http/http_server.",
                       "server/http/tls_files."}},
      // Where libmicrohttpd and GnuTLS stop.
      {.folder = "server/http/http_server.",
       .may_include = {"server/http", "server/rpc", "server/http/tls_files."}},
      {.folder = "server/http/tls_files.", .may_include = {}},
      {.folder = "server", .may_include = {"*"}},
      {.folder = "clients", .may_include = {}},
  };
  return kLayers;
}

// A foreign library, by how its include paths begin, and the only layers that may use it.
struct Library {
  std::string_view prefix;
  Names layers;
};

const std::vector<Library>& Libraries() {
  static const Names kCalls = {"server/rpc", "server", "clients"};
  // Who may call what is declared in the contract itself.
  static const Names kContract = {"server/access", "server/identity", "server/rpc",
                                  "server/http",   "server",          "clients"};
  static const std::vector<Library> kLibraries = {
      {.prefix = "xapian", .layers = {"index"}},
      {.prefix = "sqlite3.h", .layers = {"server/store"}},
      {.prefix = "re2/", .layers = {"matcher/screening/pattern."}},
      {.prefix = "grpc/", .layers = kCalls},
      {.prefix = "grpcpp/", .layers = kCalls},
      {.prefix = "google/", .layers = kContract},
      {.prefix = "setara/v1/", .layers = kContract},
      {.prefix = "microhttpd.h", .layers = {"server/http/http_server."}},
      {.prefix = "gnutls/", .layers = {"server/http/tls_files."}},
      {.prefix = "CLI/", .layers = {"server", "clients"}},
      {.prefix = "csv.h", .layers = {"server/import", "clients"}},
      {.prefix = "minizip/", .layers = {"clients"}},
      {.prefix = "orcus/", .layers = {"clients"}},
      {.prefix = "xlsxwriter.h", .layers = {"clients"}},
      {.prefix = "sodium.h",
       .layers = {"server/identity", "server/keys", "server/audit", "server/ops", "clients"}},
      {.prefix = "cjose/", .layers = {"server/identity"}},
      {.prefix = "cairo", .layers = {"server/pdf/page_writer."}},
      {.prefix = "pango/", .layers = {"server/pdf/page_writer."}},
      {.prefix = "fontconfig/", .layers = {"server/pdf/page_writer."}},
      {.prefix = "qpdf/", .layers = {"server/pdf/finish."}},
      {.prefix = "zlib.h", .layers = {"server/import", "server/http", "clients"}},
  };
  return kLibraries;
}

bool Contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool Holds(const Layer& layer, std::string_view path) {
  if (!path.starts_with(layer.folder)) return false;
  return layer.folder.ends_with('.') || path.substr(layer.folder.size()).starts_with('/');
}

// The most specific layer that holds `path` (from the root), or null.
const Layer* LayerOf(std::string_view path) {
  const Layer* best = nullptr;
  for (const Layer& layer : Layers()) {
    if (Holds(layer, path) && (best == nullptr || layer.folder.size() > best->folder.size())) {
      best = &layer;
    }
  }
  return best;
}

// Foreign headers that a pure layer may include: std (no slash, no ".h"; no files or streams) and
// the status type with the payload it carries.
bool PureHeader(std::string_view header) {
  static constexpr std::array kForbidden = {"fstream", "filesystem", "iostream",
                                            "thread",  "mutex",      "condition_variable"};
  if (header.starts_with("absl/status/") || header == "absl/strings/cord.h") return true;
  return header.find_first_of("/.") == std::string_view::npos &&
         std::ranges::find(kForbidden, header) == kForbidden.end();
}

// Why `layer` may not include `header`; empty when it may.
std::string Objection(const Layer& layer, std::string_view header, bool quoted) {
  if (header.starts_with("embedded/")) return "";
  if (const Layer* own = LayerOf(header); own != nullptr) {
    if (own == &layer || Contains(layer.may_include, own->folder)) return "";
    if (Contains(layer.may_include, "*") && own->folder != "clients") return "";
    return std::string(layer.folder) + " may not see " + std::string(own->folder);
  }
  if (quoted && !header.starts_with("setara/v1/") && !header.starts_with("google/")) {
    return "own headers are included by their path from the root";
  }
  if (layer.pure && !PureHeader(header)) return std::string(layer.folder) + " is pure";
  for (const Library& library : Libraries()) {
    if (header.starts_with(library.prefix) && !Contains(library.layers, layer.folder)) {
      return "a library that " + std::string(layer.folder) + " does not own";
    }
  }
  return "";
}

// What `text`, the contents of the source at `path` (from the root), does against the order: one
// "path:line: ..." a fault.
std::vector<std::string> Faults(const std::string& path, const std::string& text) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*(["<])([^">]+)[">].*)re");
  const Layer* layer = LayerOf(path);
  if (layer == nullptr) return {path + ":1: this folder has no place in the order"};
  std::vector<std::string> faults;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    std::smatch match;
    if (!std::regex_match(line, match, kInclude)) continue;
    const std::string objection = Objection(*layer, match.str(2), match.str(1) == "\"");
    if (objection.empty()) continue;
    faults.push_back(path + ":" + std::to_string(number) + ": " + match.str(2) + ": " + objection);
  }
  return faults;
}

TEST(LayersTest, SourcesKeepTheOrder) {
  namespace fs = std::filesystem;
  const fs::path root = SETARA_SOURCE_DIR;
  std::vector<std::string> faults;
  int sources = 0;
  for (const char* top : {"matcher", "index", "server", "clients"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / top)) {
      const fs::path extension = entry.path().extension();
      if (extension != ".cc" && extension != ".h") continue;
      ++sources;
      std::ostringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      std::ranges::copy(Faults(fs::relative(entry.path(), root).generic_string(), text.str()),
                        std::back_inserter(faults));
    }
  }
  EXPECT_GT(sources, 0) << "no sources under " << root;
  EXPECT_THAT(faults, IsEmpty());
}

TEST(LayersTest, NamesFileLineAndReason) {
  EXPECT_THAT(Faults("matcher/rank.cc", "#include <vector>\n\n#include \"index/schema.h\"\n"),
              ElementsAre("matcher/rank.cc:3: index/schema.h: matcher may not see index"));
  EXPECT_THAT(Faults("server/cache/x.cc", "#include \"clients/setara.h\"\n"),
              ElementsAre(HasSubstr("server may not see clients")));
  EXPECT_THAT(Faults("tools/x.cc", ""), ElementsAre(HasSubstr("has no place in the order")));
}

TEST(LayersTest, KnowsWhatEachPartMaySee) {
  struct Case {
    const char* path;
    const char* include;
    bool allowed;
  };
  static constexpr Case kCases[] = {
      {"matcher/domain/date.h", "<chrono>", true},
      {"matcher/domain/date.h", "<absl/status/statusor.h>", true},
      {"matcher/domain/date.h", "<absl/strings/str_cat.h>", false},
      {"matcher/domain/date.h", "<fstream>", false},
      {"matcher/domain/date.h", "\"matcher/rank.h\"", false},
      {"matcher/domain/date.cc", "\"date.h\"", false},
      {"matcher/rank.cc", "\"matcher/vocabulary/catalogue.h\"", true},
      {"matcher/rank.cc", "\"embedded/weights.h\"", true},
      {"matcher/rank.cc", "<unistd.h>", false},
      {"index/schema.cc", "<xapian.h>", true},
      {"index/schema.cc", "\"matcher/facts.h\"", true},
      {"index/schema.cc", "\"server/store/store.h\"", false},
      {"index/schema.cc", "\"setara/v1/match.pb.h\"", false},
      {"server/store/sqlite.cc", "<sqlite3.h>", true},
      {"server/store/openings.cc", "\"index/writer.h\"", false},
      {"server/store/openings.cc", "\"server/keys/vault.h\"", true},
      {"server/store/openings.cc", "<sodium.h>", false},
      {"server/keys/sodium.cc", "<sodium.h>", true},
      {"server/keys/vault.cc", "\"server/store/store.h\"", false},
      {"server/store/openings.cc", "\"server/quota/rules.h\"", false},
      {"server/quota/assess.cc", "\"server/store/store.h\"", false},
      {"server/quota/assess.cc", "\"matcher/rank.h\"", false},
      {"server/quota/assess.cc", "<grpcpp/grpcpp.h>", false},
      {"server/access/rules.cc", "\"setara/v1/access.pb.h\"", true},
      {"server/access/rules.cc", "<grpcpp/grpcpp.h>", false},
      {"server/rpc/convert.cc", "\"setara/v1/match.pb.h\"", true},
      {"server/rpc/convert.cc", "\"index/searcher.h\"", true},
      {"server/rpc/convert.cc", "<xapian.h>", false},
      {"server/indexer.cc", "\"server/store/store.h\"", true},
      {"server/indexer.cc", "\"server/rpc/dispatcher.h\"", false},
      {"server/ops/verify.cc", "\"server/indexer.h\"", true},
      {"server/ops/verify.cc", "\"server/server.h\"", false},
      {"server/http/connect.cc", "\"server/rpc/status.h\"", true},
      {"server/http/connect.cc", "\"server/store/store.h\"", false},
      {"server/http/connect.cc", "<microhttpd.h>", false},
      {"server/http/http_server.cc", "<microhttpd.h>", true},
      {"server/http/http_server.h", "<gnutls/gnutls.h>", false},
      {"server/main.cc", "<CLI/CLI.hpp>", true},
      {"clients/search.cc", "\"setara/v1/match.grpc.pb.h\"", true},
      {"clients/search.cc", "\"matcher/domain/date.h\"", false},
      {"clients/search.cc", "\"server/import/reader.h\"", false},
  };
  for (const Case& c : kCases) {
    const std::string line = std::string("#include ") + c.include + "\n";
    EXPECT_EQ(Faults(c.path, line).empty(), c.allowed) << c.path << " " << c.include;
  }
}

}  // namespace
}  // namespace setara
