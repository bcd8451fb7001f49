#include "clients/json_paths.h"

namespace setara {
namespace {

// Walks well-formed JSON; anything else ends the walk.
class Walker {
 public:
  explicit Walker(std::string_view json) : json_(json) {}

  std::map<std::string, size_t, std::less<>> Walk() {
    Value("", 0);
    return std::move(offsets_);
  }

 private:
  static constexpr int kMaxDepth = 100;

  char Next() {
    position_ = std::min(json_.find_first_not_of(" \t\r\n", position_), json_.size());
    return position_ < json_.size() ? json_[position_] : '\0';
  }

  // The characters between the quotes, escapes left as they are.
  std::string_view Text() {
    const size_t begin = ++position_;
    while (position_ < json_.size() && json_[position_] != '"') {
      position_ += json_[position_] == '\\' ? 2 : 1;
    }
    const size_t end = std::min(position_, json_.size());
    position_ = end + 1;
    return json_.substr(begin, end - begin);
  }

  void Object(const std::string& path, int depth) {
    ++position_;
    while (Next() == '"') {
      const size_t offset = position_;
      const std::string member = (path.empty() ? "" : path + ".") + ToSnakeCase(Text());
      offsets_.emplace(member, offset);
      if (Next() != ':') return;
      ++position_;
      Value(member, depth + 1);
      if (Next() != ',') break;
      ++position_;
    }
    ++position_;
  }

  void List(const std::string& path, int depth) {
    ++position_;
    for (size_t i = 0; Next() != ']' && Next() != '\0'; ++i) {
      const std::string item = path + "[" + std::to_string(i) + "]";
      offsets_.emplace(item, position_);
      Value(item, depth + 1);
      if (Next() != ',') break;
      ++position_;
    }
    ++position_;
  }

  void Value(const std::string& path, int depth) {
    const char first = Next();
    if (depth > kMaxDepth) {
      position_ = json_.size();
    } else if (first == '{') {
      Object(path, depth);
    } else if (first == '[') {
      List(path, depth);
    } else if (first == '"') {
      Text();
    } else {
      position_ = std::min(json_.find_first_of(",]} \t\r\n", position_), json_.size());
    }
  }

  std::string_view json_;
  size_t position_ = 0;
  std::map<std::string, size_t, std::less<>> offsets_;
};

}  // namespace

std::map<std::string, size_t, std::less<>> JsonPaths(std::string_view json) {
  return Walker(json).Walk();
}

std::string ToSnakeCase(std::string_view name) {
  std::string snake;
  for (const char c : name) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !snake.empty() && snake.back() != '.') snake += '_';
    snake += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return snake;
}

}  // namespace setara
