//! Sentence-embedding models: vectors of provisions, made once; folders of models, whole, odd and broken; the command line.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use travaux::analysis::{self, Analysed};
use travaux::embedding::{Encoder, Model, cosine};
use travaux::extract::of_texts;
use travaux::model::ProvisionIndex;

/// Counts the texts that it is given; a vector is how long a text is, and 1.
#[derive(Debug, Default)]
struct Counting(Arc<AtomicUsize>);

impl Encoder for Counting {
    fn encode(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        self.0.fetch_add(texts.len(), Ordering::Relaxed);
        texts.iter().map(|text| vec![text.len() as f32, 1.0]).collect()
    }
}

#[test]
fn each_provision_is_embedded_once_and_when_it_is_asked_for() {
    let seen = Arc::new(AtomicUsize::new(0));
    let model = Some(Arc::new(Model::new("lengths", "1", Counting(seen.clone()))));
    let texts = ["Ports keep registers.", "Pilots are trained.", "Vessels carry lights at night."];
    let read =
        |model| Analysed::of(of_texts("d", &texts, Some("en")), &analysis::Options { model, ..Default::default() });
    let (document, places) = (read(model), [0, 1, 2].map(ProvisionIndex::new));
    assert_eq!(seen.load(Ordering::Relaxed), 0);
    let second = document.embedding(places[1]).unwrap().to_vec();
    assert_eq!(second, Model::new("", "", Counting::default()).embed(&texts[1..2])[0]);
    document.embed(&places);
    document.embed(&places);
    // The pieces of a draft and the draft share them.
    let whole = Analysed::assembled(&[&document], false);
    assert_eq!(whole.embedding(places[1]).unwrap(), second);
    assert_eq!(seen.load(Ordering::Relaxed), 3);
    assert_eq!(document.model().map(Model::to_string).as_deref(), Some("lengths [1]"));
    assert!(read(None).embedding(places[0]).is_none());
}

#[test]
fn vectors_have_length_one_or_none() {
    #[derive(Debug)]
    struct Given;
    impl Encoder for Given {
        fn encode(&self, _: &[&str]) -> Vec<Vec<f32>> {
            vec![vec![3.0, 4.0], vec![0.0, 0.0], vec![f32::NAN, 1.0], vec![f32::MAX, f32::MAX], vec![-3.0, -4.0]]
        }
    }
    let vectors = Model::new("given", "1", Given).embed(&[""; 5]);
    assert_eq!(vectors[..3], [[0.6, 0.8], [0.0, 0.0], [0.0, 0.0]]);
    assert!((cosine(&vectors[3], &vectors[3]) - 1.0).abs() < 1e-6);
    assert_eq!(
        [cosine(&vectors[0], &vectors[4]), cosine(&vectors[0], &vectors[1]), cosine(&[], &[])],
        [-1.0, 0.0, 0.0]
    );
}

#[cfg(not(feature = "model"))]
#[test]
fn a_build_without_models_says_so() {
    let run = crate::common::program()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["compare", "2019-draft", "2019-final", "--model", "corpus"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(1));
    assert!(
        said.contains("its feature `model` is off; build with `cargo install --path . --features model`"),
        "{said}"
    );
}

#[cfg(feature = "model")]
mod opened {
    use std::fs;
    use std::path::Path;

    use safetensors::Dtype;
    use safetensors::tensor::{TensorView, serialize};
    use serde_json::{Value, json};
    use tempfile::TempDir;
    use travaux::embedding::{Model, cosine};

    /// Seven words and marks, and an ending.
    const VOCABULARY: [&str; 8] = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "ports", "keep", "register", "##s"];
    const TEXT: &str = "Ports keep registers";

    /// A tensor by its name, its shape, how its numbers are stored, and these.
    type Tensor = (String, Vec<usize>, Dtype, Vec<u8>);

    fn floats(name: &str, shape: &[usize], value: impl Fn(usize) -> f32) -> Tensor {
        let bytes = (0..shape.iter().product()).flat_map(|at| value(at).to_le_bytes()).collect();
        (name.into(), shape.to_vec(), Dtype::F32, bytes)
    }

    /// Numbers without a meaning: those of `tests/embedding_reference.py`.
    fn made_up(name: &str, shape: &[usize], seed: usize) -> Tensor {
        floats(name, shape, |at| (((at * 37 + seed * 13) % 101) as f32 - 50.0) / 64.0)
    }

    /// The tensors of a transformer with a layer, two heads and vectors of eight numbers.
    fn transformer() -> Vec<Tensor> {
        let layer = |part: &str| format!("encoder.layer.0.{part}");
        let mut tensors = vec![
            made_up("embeddings.word_embeddings.weight", &[8, 8], 1),
            made_up("embeddings.position_embeddings.weight", &[16, 8], 2),
            made_up("embeddings.token_type_embeddings.weight", &[2, 8], 3),
        ];
        let parts: [(&str, &[usize], usize); 9] = [
            ("embeddings.LayerNorm", &[8], 4),
            ("attention.self.query", &[8, 8], 6),
            ("attention.self.key", &[8, 8], 8),
            ("attention.self.value", &[8, 8], 10),
            ("attention.output.dense", &[8, 8], 12),
            ("attention.output.LayerNorm", &[8], 14),
            ("intermediate.dense", &[16, 8], 16),
            ("output.dense", &[8, 16], 18),
            ("output.LayerNorm", &[8], 20),
        ];
        for (part, shape, seed) in parts {
            let name = if part.starts_with("embeddings") { part.to_owned() } else { layer(part) };
            tensors.push(made_up(&format!("{name}.weight"), shape, seed));
            tensors.push(made_up(&format!("{name}.bias"), &shape[..1], seed + 1));
        }
        tensors
    }

    fn config(kind: &str) -> Value {
        json!({
            "model_type": kind, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2,
            "intermediate_size": 16, "vocab_size": 8, "max_position_embeddings": 16, "type_vocab_size": 2,
            "hidden_act": "gelu", "layer_norm_eps": 1e-12, "pad_token_id": if kind == "bert" { 0 } else { 1 },
        })
    }

    fn tokenizer() -> Value {
        let numbers: serde_json::Map<String, Value> =
            VOCABULARY.iter().enumerate().map(|(at, token)| (token.to_string(), at.into())).collect();
        let mark = |name: &str, at: u32| json!({"id": name, "ids": [at], "tokens": [name]});
        json!({
            "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
            "normalizer": {
                "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null,
                "lowercase": true
            },
            "pre_tokenizer": {"type": "BertPreTokenizer"},
            "post_processor": {
                "type": "TemplateProcessing",
                "single": [
                    {"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                    {"SpecialToken": {"id": "[SEP]", "type_id": 0}}
                ],
                "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                "special_tokens": {"[CLS]": mark("[CLS]", 2), "[SEP]": mark("[SEP]", 3)}
            },
            "decoder": null,
            "model": {
                "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                "max_input_chars_per_word": 100, "vocab": numbers
            }
        })
    }

    /// A model's folder.
    struct Folder(TempDir);

    impl Folder {
        fn of(tensors: &[Tensor]) -> Self {
            let folder = Folder(TempDir::new().unwrap());
            folder.write("tokenizer.json", tokenizer());
            let views = tensors.iter().map(|(name, shape, kind, bytes)| {
                (name.as_str(), TensorView::new(*kind, shape.clone(), bytes).unwrap())
            });
            fs::write(folder.path("model.safetensors"), serialize(views, None).unwrap()).unwrap();
            folder
        }

        fn transformer(kind: &str) -> Self {
            let folder = Folder::of(&transformer());
            folder.write("config.json", config(kind));
            folder
        }

        fn path(&self, name: &str) -> std::path::PathBuf {
            self.0.path().join(name)
        }

        fn write(&self, name: &str, value: Value) {
            fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
            fs::write(self.path(name), value.to_string()).unwrap();
        }

        fn open(&self) -> Model {
            Model::open(self.0.path()).unwrap_or_else(|error| panic!("{error}"))
        }

        fn error(&self) -> String {
            Model::open(self.0.path()).expect_err("the folder is wrong").to_string()
        }

        fn embed(&self, text: &str) -> Vec<f32> {
            self.open().embed(&[text]).remove(0)
        }
    }

    #[track_caller]
    fn assert_near(found: &[f32], expected: &[f32]) {
        assert_eq!(found.len(), expected.len());
        assert!(found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 2e-6), "{found:?} {expected:?}");
    }

    // The expected vectors are those that `tests/embedding_reference.py` prints.

    #[test]
    fn a_transformer_gives_the_vectors_of_its_formulas() {
        let mean = [0.220461, 0.783213, -0.19106, 0.378062, -0.301507, 0.070221, 0.176803, 0.177319];
        let folder = Folder::transformer("bert");
        assert_near(&folder.embed(TEXT), &mean);
        folder
            .write("1_Pooling/config.json", json!({"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}));
        let first = [0.219706, 0.799729, -0.195991, 0.38188, -0.242566, 0.073377, 0.195883, 0.159138];
        assert_near(&folder.embed(TEXT), &first);
        let module =
            |kind: &str, path: &str| json!({"type": format!("sentence_transformers.models.{kind}"), "path": path});
        folder.write(
            "modules.json",
            json!([module("Transformer", ""), module("Pooling", "2_Other"), module("Normalize", "3")]),
        );
        folder.write("2_Other/config.json", json!({"pooling_mode_mean_tokens": true}));
        assert_near(&folder.embed(TEXT), &mean);
    }

    #[test]
    fn models_of_the_kind_of_roberta_count_places_from_behind_their_padding() {
        let mean = [0.223797, 0.777153, -0.190272, 0.38159, -0.312147, 0.075088, 0.169092, 0.180186];
        assert_near(&Folder::transformer("xlm-roberta").embed(TEXT), &mean);
    }

    #[test]
    fn a_text_is_read_as_far_as_the_model_takes_it() {
        let cut = [0.223489, 0.794419, -0.191891, 0.381161, -0.264779, 0.073451, 0.183985, 0.165807];
        let folder = Folder::transformer("bert");
        folder.write("sentence_bert_config.json", json!({"max_seq_length": 4}));
        assert_near(&folder.embed(TEXT), &cut);
        // More than it has places for is cut in any case.
        folder.write("sentence_bert_config.json", json!({"max_seq_length": 1000}));
        let [long, longer] = [30, 300].map(|times| folder.embed(&"ports ".repeat(times)));
        assert_eq!(long, longer);
        folder.write("sentence_bert_config.json", json!({"max_seq_length": 2}));
        assert!(folder.error().contains("takes 2 tokens of a text, which leaves no room for words"));
    }

    #[test]
    fn a_vector_depends_on_its_text_alone() {
        let model = Folder::transformer("bert").open();
        let texts: Vec<String> =
            (0..400).map(|at| format!("ports {} keep {}", "keep ".repeat(at % 7), "s ".repeat(at % 5))).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let together = model.embed(&texts);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(together, pool.install(|| model.embed(&texts)), "with one thread");
        let alone: Vec<Vec<f32>> = texts.iter().map(|text| model.embed(&[text]).remove(0)).collect();
        assert_eq!(together, alone, "one by one");
        assert!(model.embed(&[]).is_empty());
        assert_eq!(model.embed(&[""])[0].len(), 8, "the marks alone");
    }

    /// A table of vectors of two numbers: three rows, which the tokens share.
    fn table() -> Vec<Tensor> {
        let rows: Vec<u8> = [0i8, 0, 3, 4, 1, 0].iter().map(|value| value.to_le_bytes()[0]).collect();
        let mapping = [0i64, 0, 0, 0, 1, 2, 2, 1].iter().flat_map(|row| row.to_le_bytes()).collect();
        vec![
            ("embeddings".into(), vec![3, 2], Dtype::I8, rows),
            ("mapping".into(), vec![8], Dtype::I64, mapping),
            floats("weights", &[8], |at| if at == 5 { 2.0 } else { 1.0 }),
        ]
    }

    #[test]
    fn a_static_table_gives_the_mean_of_its_tokens() {
        let folder = Folder::of(&table());
        assert_near(&folder.embed("ports"), &[0.6, 0.8]);
        // (3, 4) + 2 x (1, 0), over its length.
        assert_near(&folder.embed("Ports keep"), &[5.0 / 41f32.sqrt(), 4.0 / 41f32.sqrt()]);
        assert_near(&folder.embed("ports vessels"), &[0.6, 0.8]);
        assert_eq!(folder.embed("vessels"), [0.0, 0.0], "no known word");
        assert_eq!(folder.embed(""), [0.0, 0.0]);
        folder.write("config.json", json!({"model_type": "model2vec", "max_length": 1}));
        assert_near(&folder.embed("ports keep"), &[0.6, 0.8]);
    }

    #[test]
    fn a_table_is_read_in_the_other_wording_and_in_half_precision() {
        let half = |value: u16| value.to_le_bytes();
        // 3, 4 in half precision, and zeros.
        let rows =
            (0..8).flat_map(|at| if at == 4 { [half(0x4200), half(0x4400)] } else { [half(0); 2] }).flatten().collect();
        let folder = Folder::of(&[("embedding.weight".into(), vec![8, 2], Dtype::F16, rows)]);
        assert_near(&folder.embed("ports keep"), &[0.6, 0.8]);
        let inner = TempDir::new().unwrap();
        fs::rename(folder.0.path(), inner.path().join("0_StaticEmbedding")).unwrap();
        let kind = "sentence_transformers.models.StaticEmbedding";
        fs::write(inner.path().join("modules.json"), json!([{"type": kind, "path": "0_StaticEmbedding"}]).to_string())
            .unwrap();
        assert_near(&Model::open(inner.path()).unwrap().embed(&["ports keep"])[0], &[0.6, 0.8]);
    }

    #[test]
    fn a_model_is_known_by_its_folder_and_its_weights() {
        let (one, same) = (Folder::transformer("bert"), Folder::transformer("bert"));
        let folder = one.0.path().file_name().unwrap().to_string_lossy().into_owned();
        let model = one.open();
        assert_eq!((model.name(), model.to_string()), (&*folder, format!("{folder} [{}]", model.fingerprint())));
        assert_eq!(model.fingerprint(), same.open().fingerprint());
        let mut tensors = transformer();
        tensors[3].3[0] ^= 1;
        let other = Folder::of(&tensors);
        other.write("config.json", config("bert"));
        assert_ne!(model.fingerprint(), other.open().fingerprint());
    }

    #[test]
    fn what_is_wrong_with_a_folder_is_said() {
        let folder = Folder::transformer("bert");
        fs::remove_file(folder.path("tokenizer.json")).unwrap();
        assert!(folder.error().contains("has no tokenizer.json; the folder of a model holds model.safetensors,"));
        assert!(Model::open(&folder.path("none")).unwrap_err().to_string().contains("none: no such folder; name"));

        type Change = fn(&Folder);
        let wrong: [(Change, &str); 11] = [
            (|one| fs::remove_file(one.path("config.json")).unwrap(), "has no config.json"),
            (|one| fs::write(one.path("config.json"), "{").unwrap(), "config.json: does not parse: EOF"),
            (
                |one| fs::write(one.path("tokenizer.json"), "{}").unwrap(),
                "tokenizer.json: is no tokenizer that can be read",
            ),
            (|one| one.write("config.json", config("gpt2")), "type `gpt2`, which is not known; name one of type bert,"),
            (|one| set(one, "hidden_act", "sine".into()), "an activation `sine`"),
            (|one| set(one, "num_attention_heads", 3.into()), "parts 8 numbers among 3 heads"),
            (
                |one| set(one, "intermediate_size", 32.into()),
                "is of shape [16], and the other files of the folder tell of [32]",
            ),
            (|one| set(one, "intermediate_size", 1_000_000.into()), "1000000 within a layer, over the limit of 8192"),
            (
                |one| set(one, "num_hidden_layers", 2.into()),
                "has no tensor `encoder.layer.1.attention.self.query.bias`",
            ),
            (|one| set(one, "vocab_size", 7.into()), "tokenizer.json: has 8 tokens and the model 7"),
            (|one| one.write("modules.json", json!([{"type": "a.b.Dense", "path": "2_Dense"}])), "has a step `Dense`"),
        ];
        for (change, expected) in wrong {
            let folder = Folder::transformer("bert");
            change(&folder);
            let error = folder.error();
            assert!(error.contains(expected), "{error}");
        }
        let folder = Folder::transformer("bert");
        folder.write("modules.json", json!([{"type": "Transformer", "path": "../elsewhere"}]));
        assert!(folder.error().contains("leads out of the model's folder"));
        let mut tensors = table();
        tensors[1].3[0] = 3;
        assert!(Folder::of(&tensors).error().contains("`mapping` names a row that `embeddings` does not have"));
    }

    #[test]
    fn marks_that_are_no_tokens_are_left_out() {
        let folder = Folder::transformer("bert");
        let whole = folder.embed(TEXT);
        let mut tokens = tokenizer();
        tokens["post_processor"]["special_tokens"]["[CLS]"]["ids"] = json!([999]);
        folder.write("tokenizer.json", tokens);
        assert_ne!(folder.embed(TEXT), whole);
        // Nor is more of a text looked at than its tokens can be long.
        assert_eq!(folder.embed(&"ports ".repeat(1 << 20)), folder.embed(&"ports ".repeat(1 << 10)));
    }

    fn set(folder: &Folder, key: &str, value: Value) {
        let mut config = config("bert");
        config[key] = value;
        folder.write("config.json", config);
    }

    #[test]
    fn damaged_files_are_refused_or_read_and_never_stop_the_program() {
        let folder = Folder::transformer("bert");
        for name in ["model.safetensors", "tokenizer.json", "config.json"] {
            let whole = fs::read(folder.path(name)).unwrap();
            for at in (0..whole.len()).step_by(whole.len() / 60) {
                fs::write(folder.path(name), &whole[..at]).unwrap();
                let error = folder.error();
                assert!(error.contains(name), "{error}");
                let mut changed = whole.clone();
                changed[at] = changed[at].wrapping_add(41);
                fs::write(folder.path(name), &changed).unwrap();
                // Weights are numbers, of which any will do.
                if let Ok(model) = Model::open(folder.0.path()) {
                    let vector = model.embed(&[TEXT]).remove(0);
                    assert!(vector.iter().all(|value| value.is_finite()), "{name} {at}");
                }
            }
            // A header that claims to be longer than the file, or than all memory.
            if name == "model.safetensors" {
                for length in [u64::MAX, 1 << 40, whole.len() as u64] {
                    fs::write(folder.path(name), [&length.to_le_bytes()[..], &whole[8..]].concat()).unwrap();
                    assert!(folder.error().contains("has a header longer than can be: it is damaged"));
                }
                fs::write(folder.path(name), [&whole[..], b"more"].concat()).unwrap();
                assert!(folder.error().contains("is not as long as its header says"));
            }
            fs::write(folder.path(name), &whole).unwrap();
        }
        folder.open();
    }

    fn travaux(folder: &Path, arguments: &[&str]) -> (bool, String, String) {
        let run = crate::common::program().current_dir(folder).args(arguments).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (run.status.success(), text(&run.stdout), text(&run.stderr))
    }

    #[test]
    fn outputs_name_the_model() {
        let folder = Folder::transformer("bert");
        let (path, name) = (folder.0.path().to_str().unwrap(), folder.open().to_string());
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let commands: [&[&str]; 3] = [
            &["lineage"],
            &["compare", "2019-draft", "2019-final"],
            &["precedent", "special investigative techniques"],
        ];
        for command in commands {
            let (done, out, error) = travaux(home, &[command, &["--model", path, "--format", "json"]].concat());
            assert!(done, "{error}");
            let out: Value = serde_json::from_str(&out).unwrap();
            assert_eq!(out["model"], name, "{command:?}");
            let (_, out, _) = travaux(home, &[command, &["--model", path]].concat());
            let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains(&format!("Links draw on the vectors of the model {name}")), "{words}");
            let (_, out, _) = travaux(home, &[command, &["--format", "json"]].concat());
            assert!(serde_json::from_str::<Value>(&out).unwrap().get("model").is_none());
        }
    }

    #[test]
    fn a_manifest_names_a_model_beside_it() {
        let corpus = TempDir::new().unwrap();
        let model = Folder::transformer("bert");
        let text = "II. Recommendations\n\nRecommendation 1\n\nStates parties should keep registers of vessels.\n";
        fs::write(corpus.path().join("one.txt"), text).unwrap();
        let manifest = |model: &str| {
            let text = format!("model = \"{model}\"\n\n[[document]]\nid = \"one\"\npath = \"one.txt\"\n");
            fs::write(corpus.path().join("manifest.toml"), text).unwrap();
        };
        manifest(&format!("../{}", model.open().name()));
        let arguments = ["-C", ".", "lineage", "--format", "json"];
        let (done, out, error) = travaux(corpus.path(), &arguments);
        assert!(done, "{error}");
        assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["model"], model.open().to_string());
        // Bare files are not of the corpus.
        let (_, out, _) = travaux(corpus.path(), &["-C", ".", "lineage", "one.txt", "--format", "json"]);
        assert!(serde_json::from_str::<Value>(&out).unwrap().get("model").is_none());
        manifest("none");
        let (done, _, error) = travaux(corpus.path(), &arguments);
        assert!(!done && error.contains("no such folder; name the folder of a sentence-embedding model"), "{error}");
        // What is named on the command line goes before it.
        assert!(travaux(corpus.path(), &[&arguments[..], &["--model", model.0.path().to_str().unwrap()]].concat()).0);
    }

    /// A model such as all-MiniLM-L6-v2, where one is at hand: `TRAVAUX_MODEL=DIR cargo test --features model models`.
    #[test]
    fn a_real_model_knows_the_same_in_other_words() {
        let Some(folder) = std::env::var_os("TRAVAUX_MODEL") else { return };
        let model = Model::open(Path::new(&folder)).unwrap_or_else(|error| panic!("{error}"));
        let vectors = model.embed(&[
            "End the practice of marrying off girls under age.",
            "Prohibit child marriage by law.",
            "Modernise the customs procedures at seaports.",
        ]);
        let (same, other) = (cosine(&vectors[0], &vectors[1]), cosine(&vectors[0], &vectors[2]));
        assert!(same > 0.5 && other < 0.3, "{same} {other}");
    }
}
