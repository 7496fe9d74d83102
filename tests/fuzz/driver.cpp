// Feeds a fuzzer's reader with a corpus and changed copies of it, always the same ones, where no fuzzing library is there
// to find better ones:  FUZZER [--inputs N] [--seed S] FOLDER...  An input that ends the program is left behind in
// last-input of the working folder.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "tests/fuzz/readers.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<std::string> corpus_of(const std::vector<fs::path>& folders) {
    std::vector<fs::path> files;
    for (const fs::path& folder : folders)
        for (const auto& entry : fs::directory_iterator{folder})
            if (entry.path().extension() == mxsim::fuzz::extension) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> corpus;
    for (const fs::path& file : files) {
        std::ostringstream text;
        text << std::ifstream{file, std::ios::binary}.rdbuf();
        corpus.push_back(text.str());
    }
    return corpus;
}

// One to four changes: bytes, lines and pieces, from the text itself or from another one of the corpus.
class Changes {
  public:
    Changes(const std::vector<std::string>& corpus, std::uint64_t seed) : corpus_{corpus}, random_{seed} {}

    std::string next() {
        std::string text = any();
        for (std::uint64_t left = 1 + random_() % 4; left > 0; --left) change(text);
        return text;
    }

  private:
    const std::string& any() { return corpus_[random_() % corpus_.size()]; }
    std::size_t place(const std::string& text) { return random_() % (text.size() + 1); }
    std::string piece(const std::string& text) { return text.substr(place(text), random_() % 40); }
    std::string line(const std::string& text) {
        const std::size_t begin = text.rfind('\n', place(text)) + 1;
        return text.substr(begin, text.find('\n', begin) - begin) + '\n';
    }
    void change(std::string& text) {
        static const std::string odd{"\0\n\t\"'[]{}=.,#\\-*$@();0123456789\x7f\xc3\xff", 35};
        const std::size_t at = place(text);
        switch (random_() % 6) {
            case 0: text.insert(at, 1, odd[random_() % odd.size()]); break;
            case 1: text.erase(at, random_() % 20); break;
            case 2: text.insert(at, piece(any())); break;
            case 3: text.insert(text.rfind('\n', at) + 1, line(any())); break;
            case 4: text.insert(at, std::to_string(random_() >> random_() % 64)); break;
            default:
                if (at < text.size()) text[at] = static_cast<char>(random_());
        }
    }

    const std::vector<std::string>& corpus_;
    std::mt19937_64 random_;
};

void feed(const std::string& text) {
    std::ofstream{"last-input", std::ios::binary} << text;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t inputs = 1000, seed = 1;
    std::vector<fs::path> folders;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const bool number = (word == "--inputs" || word == "--seed") && i + 1 < argc;
        if (number)
            (word == "--seed" ? seed : inputs) = std::strtoull(argv[++i], nullptr, 10);
        else
            folders.emplace_back(word);
    }
    const std::vector<std::string> corpus = corpus_of(folders);
    if (corpus.empty()) {
        std::cerr << "there is no corpus\n";
        return 2;
    }
    for (const std::string& text : corpus) feed(text);
    Changes changes{corpus, seed};
    for (std::uint64_t i = 0; i < inputs; ++i) feed(changes.next());
    fs::remove("last-input");
    std::cout << corpus.size() << " files and " << inputs << " changed ones were read\n";
}
